using Maillage.Platform.Text;

namespace Maillage.Tests.Platform.Text;

public class FrenchTypographyTests
{
    [Theory]
    [InlineData("fr-FR", 1, "d MMMM", "1er décembre")]
    [InlineData("fr-FR", 1, "dddd d MMMM yyyy", "mardi 1er décembre 2026")]
    [InlineData("fr-FR", 11, "d MMMM", "11 décembre")]
    [InlineData("en-GB", 1, "d MMMM", "1 December")]
    public void The_first_of_a_month_is_an_ordinal_in_French(string culture, int day, string format, string words) =>
        Assert.Equal(words, FrenchTypography.Day(new DateOnly(2026, 12, day), format, new(culture)));

    [Theory]
    [InlineData("De quoi avez-vous besoin ?", "De quoi avez-vous besoin_?")]
    [InlineData("Le nom « Segré » : ici", "Le nom «_Segré_»_: ici")]
    [InlineData("l'aide d'aujourd'hui", "l’aide d’aujourd’hui")]
    [InlineData("jusqu’à 25 km, dans 6 jours", "jusqu’à 25_km, dans 6_jours")]
    [InlineData("{0} lieux à {1} km", "{0}_lieux à {1}_km")]
    [InlineData("https://exemple.fr/a?b:c", "https://exemple.fr/a?b:c")]
    public void A_sentence_typed_gets_its_no_break_spaces_and_apostrophes(string typed, string printed) =>
        Assert.Equal(printed.Replace('_', '\u00A0'), FrenchTypography.Of(typed));

    [Theory]
    [InlineData("+33241812345", "02_41_81_23_45")]
    [InlineData("0261910049", "02_61_91_00_49")]
    [InlineData("3949", "3949")]
    [InlineData("+442071234567", "+442071234567")]
    public void A_phone_number_is_read_by_pairs(string number, string read) =>
        Assert.Equal(read.Replace('_', '\u00A0'), FrenchTypography.Phone(number));

    [Theory]
    [InlineData("Angers", "d’Angers")]
    [InlineData("Écouflant", "d’Écouflant")]
    [InlineData("Le Lion-d’Angers", "du Lion-d’Angers")]
    [InlineData("Les Ponts-de-Cé", "des Ponts-de-Cé")]
    [InlineData("La Flèche", "de La Flèche")]
    [InlineData("Segré-en-Anjou Bleu", "de Segré-en-Anjou Bleu")]
    public void A_name_after_de_is_elided_as_one_says_it(string name, string said) =>
        Assert.Equal(said, FrenchTypography.De(name));
}
