using PhoneNumbers;

namespace Maillage.Platform.Text;

/// <summary>A telephone number as people type it (numéro tapé), mobile or not.</summary>
public static class TypedPhone
{
    private const string Region = "FR";

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>In E.164; null for what nobody could be called at.</summary>
    public static string? Read(string typed)
    {
        try
        {
            var number = Phones.Parse(typed, Region);
            return Phones.IsValidNumber(number) ? Phones.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
