"""Three short articles that tests add, change and remove."""

SUEZ = (
    "The Ever Given blocked the Suez Canal for six days in March 2021. It was freed by tugs and a high tide."
)
NATO = "Finland joined NATO on 4 April 2023. It shares a border of 1,340 kilometres with Russia."
MOON = "Chandrayaan-3 landed near the south pole of the Moon on 23 August 2023. India was the fourth to land."
