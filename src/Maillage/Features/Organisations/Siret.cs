namespace Maillage.Features.Organisations;

/// <summary>Checks the number of an establishment (SIRET): 14 digits with a Luhn key.</summary>
public static class Siret
{
    private const string LaPoste = "356000000";

    /// <summary>
    /// True for 14 digits whose key is right. La Poste's establishments, except its head office, add up to a multiple
    /// of 5 instead (source: INSEE's note on the SIRET key). A number made of one repeated digit is a placeholder.
    /// </summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: 14 } || !text.All(char.IsAsciiDigit) || text.All(c => c == text[0]))
        {
            return false;
        }

        if (text.StartsWith(LaPoste, StringComparison.Ordinal) && text.Sum(c => c - '0') % 5 == 0)
        {
            return true;
        }

        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            var weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
