"""Words that news desks put before a line to say what it is, by section type.

They are looked for at the start of a paragraph, in any case of letters. A list is not a language's whole usage: what
is missing can be given with `--section "WORDS=TYPE"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LINK = (
    *("read more", "read also", "also read", "read next", "see also", "more on this", "related", "related article"),
    *("related articles", "related story", "related stories", "watch", "listen"),
    *("devamını oku", "ayrıca okuyun", "ilgili haber", "ilgili haberler", "bunlar da ilginizi çekebilir"),
    *("lea también", "lee también", "lea más", "le puede interesar", "te puede interesar", "más información"),
    *("lesen sie auch", "mehr zum thema", "siehe auch", "weiterlesen", "mehr dazu"),
    *("à lire aussi", "lire aussi", "voir aussi", "leggi anche", "leia também", "lees ook", "läs också"),
    *("читайте также", "اقرأ أيضا", "اقرأ أيضًا", "اقرأ المزيد", "إقرأ أيضا", "طالع أيضا", "مواضيع ذات صلة"),
)
SOURCE = (
    *("source", "sources", "kaynak", "kaynaklar", "fuente", "fuentes", "quelle", "quellen", "fonte", "fonti", "bron"),
    *("källa", "источник", "المصدر", "المصادر", "来源", "來源", "出典"),
)
CORRECTION = (
    *("correction", "corrections", "clarification", "editor's note", "editors' note", "erratum"),
    *("düzeltme", "editörün notu", "korrektur", "berichtigung", "anmerkung der redaktion", "hinweis der redaktion"),
    *("corrección", "fe de errores", "fe de erratas", "nota del editor", "nota de la redacción", "rectificatif"),
    *("note de la rédaction", "errata corrige", "تصحيح", "تصويب", "تنويه"),
)
BYLINE = (
    *("by", "words by", "text by", "interview", "interview by", "report", "yazan", "haber", "röportaj", "söyleşi"),
    *("von", "text", "interview von", "por", "entrevista", "par", "propos recueillis par", "di", "door", "av"),
    *("بقلم", "كتب", "كتبت", "حوار", "автор"),
)
CREDIT = (
    *("photo", "photos", "photograph", "photographer", "picture", "image", "credit", "courtesy of", "file photo"),
    *("fotoğraf", "foto", "fotos", "görsel", "bild", "bilder", "fotografía", "imagen", "crédito", "créditos"),
    *("crédit photo", "photographie", "fotografia", "фото", "تصوير", "صورة", "الصورة", "写真", "图"),
)
QUESTION = (
    *("q", "question", "s", "soru", "p", "pregunta", "pergunta", "f", "frage", "d", "domanda", "вопрос", "س", "سؤال"),
    *("问", "問"),
)
ANSWER = (
    *("a", "answer", "c", "cevap", "r", "respuesta", "resposta", "réponse", "risposta", "antwort", "ответ"),
    *("ج", "جواب", "答"),
)
BOILERPLATE = (
    *("advertisement", "sign up", "subscribe", "follow us", "share this", "all rights reserved", "copyright", "©"),
    *("click here", "reklam", "abone ol", "bizi takip edin", "tüm hakları saklıdır", "anzeige", "newsletter"),
    *("alle rechte vorbehalten", "publicidad", "suscríbase", "suscríbete", "todos los derechos reservados"),
    *("síganos", "publicité", "tous droits réservés", "реклама", "إعلان", "اشترك", "جميع الحقوق محفوظة"),
)


def at_start(words: Iterable[str], then: str) -> re.Pattern[str]:
    """A pattern for paragraphs that begin with one of some words and go on as the pattern `then` says.

    >>> bool(at_start(SOURCE, ":").match("KAYNAK: Ova Haber"))
    True
    """
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)}){then}".replace("'", "['’]"), re.IGNORECASE)
