using Maillage.Platform.Messaging;

namespace Maillage.Tests.Platform.Messaging;

public class GsmTextTests
{
    [Theory]
    [InlineData("À bientôt, l’œuvre", "A bientot, l'oeuvre")]
    [InlineData("Déjà là-bas : où ? Ça, ça", "Déjà là-bas : où ? Ça, ca")]
    [InlineData("9 h – 12 h… « oui »", "9 h - 12 h... \" oui \"")]
    [InlineData("Saint-Rémy-en-Bouzemont", "Saint-Rémy-en-Bouzemont")]
    [InlineData("e\u0301te\u0301", "été")]
    [InlineData("10 €", "10 €")]
    [InlineData("日", "?")]
    [InlineData("🙂", "?")]
    public void Each_letter_becomes_the_nearest_that_an_sms_has(string text, string expected) =>
        Assert.Equal(expected, GsmText.Of(text));

    [Fact]
    public void The_extension_counts_twice()
    {
        Assert.Equal(5, GsmText.Length("10 €"));
        Assert.Equal(2, GsmText.Length("~"));
        Assert.Equal(3, GsmText.Length("été"));
    }

    [Theory]
    [InlineData("06 12 34 56 78", MessageChannel.Sms, "+33612345678")]
    [InlineData("+33 6 12 34 56 78", MessageChannel.Sms, "+33612345678")]
    [InlineData(" Personne@Example.fr ", MessageChannel.Email, "Personne@Example.fr")]
    public void An_address_is_read_as_people_type_it(string typed, MessageChannel channel, string value)
    {
        var address = MessageAddress.Read(typed)!;

        Assert.Equal((channel, value), (address.Channel, address.Value));
    }

    [Theory]
    [InlineData("02 41 00 00 00")]
    [InlineData("personne@")]
    [InlineData("Une personne <personne@example.fr>")]
    [InlineData("personne@example.fr\r\nBcc: autre@example.fr")]
    [InlineData("bonjour")]
    [InlineData("")]
    [InlineData(null)]
    public void What_can_get_no_message_is_no_address(string? typed) => Assert.Null(MessageAddress.Read(typed));
}
