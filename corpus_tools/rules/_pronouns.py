"""Pronouns of some languages that a mention may consist of, in lower case."""

from __future__ import annotations

PRONOUNS = {
    "en": """
        i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its
        itself we us our ours ourselves they them their theirs themselves who whom whose which that this
        these those everyone everybody someone somebody anyone anybody nobody
    """,
    "tr": """
        ben beni bana bende benden benim sen seni sana sende senden senin o onu ona onda ondan onun biz bizi
        bize bizde bizden bizim siz sizi size sizde sizden sizin onlar onları onlara onlarda onlardan onların
        kendi kendisi kendini kendisini kendine kendisine kendinden kendisinden kendisinin kendileri kendilerini
        kendilerine bu bunu buna bunda bundan bunun bunlar bunları bunlara bunların şu şunu şunun
    """,
    "es": """
        yo me mí mi mis tú te ti tu tus usted ustedes él ella ello lo la le se sí su sus suyo suya nosotros
        nosotras nos nuestro nuestra nuestros nuestras vosotros vosotras os ellos ellas los las les que quien
        quienes cuyo cuya éste ésta éstos éstas este esta estos estas ése ésa aquél aquélla
    """,
    "de": """
        ich mich mir mein meine meiner meinem meinen meines du dich dir dein deine er ihn ihm sein seine seiner
        seinem seinen seines sie ihr ihre ihrer ihrem ihren ihres es wir uns unser unsere unserer unserem
        unseren unseres ihnen euch euer eure sich der die das dessen deren dem den denen dieser diese dieses
        diesem diesen welcher welche welches man
    """,
    "fr": """
        je me moi mon ma mes tu te toi ton ta tes il elle on lui le la se soi son sa ses nous notre nos vous
        votre vos ils elles eux leur leurs les qui que dont lequel laquelle lesquels lesquelles celui celle ceux
        celles celui-ci celle-ci ceux-ci celles-ci
    """,
    "ar": """
        أنا نحن أنت أنتِ أنتم أنتن أنتما هو هي هم هن هما هذا هذه هؤلاء ذلك تلك أولئك الذي التي الذين اللذان
        اللتان اللواتي نفسه نفسها أنفسهم
    """,
}
"""The words by the language, apart by white space."""


def is_pronoun(words: str, language: str) -> bool:
    """Whether words are a pronoun of a language, or of any where it is not known.

    Words in capitals, such as US and WHO, are none.
    """
    known = PRONOUNS.get(language.partition("-")[0], "") if language else " ".join(PRONOUNS.values())
    return words.lower() in known.split() and (words == words.lower() or words == words[0] + words[1:].lower())
