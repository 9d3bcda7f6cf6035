using Maillage.Platform.Web;

namespace Maillage.Features.Privacy;

/// <summary>Addresses of the pages on personal data.</summary>
public static class PrivacyUrls
{
    public const string RegisterPath = "/donnees-personnelles";

    /// <summary>For those who administer: what was erased each night, and erasure on request.</summary>
    public const string Nights = Accounts.AccountUrls.PersonalData;

    public const string MyDataFile = Accounts.AccountUrls.MyData + ".json";

    public static string Register => Language.Link(RegisterPath);

    public static string EraseSomebody(Guid account) => $"{Nights}/effacer/{account}";
}
