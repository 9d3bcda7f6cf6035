namespace Maillage.Features.Accounts;

/// <summary>Addresses of the pages on accounts and teams.</summary>
public static class AccountUrls
{
    public const string SignInPath = "/connexion";

    public const string SignIn = SignInPath;

    public const string Code = SignInPath + "/code";

    public const string SignOut = "/deconnexion";

    public const string Account = "/mon-compte";

    public const string Password = Account + "/mot-de-passe";

    public const string TwoFactor = Account + "/double-verification";

    /// <summary>Everything that is held about oneself.</summary>
    public const string MyData = Account + "/mes-donnees";

    public const string EraseAccount = Account + "/effacer";

    public const string Desk = "/espace";

    /// <summary>For those who administer: what was erased each night, and erasure on request.</summary>
    public const string PersonalData = Desk + "/donnees-personnelles";

    public const string Organisations = Desk + "/structures";

    public const string NewOrganisation = Organisations + "/nouvelle";

    /// <summary>The sign-in page, which leads back to a path of this site.</summary>
    public static string SignInThen(string path) => $"{SignInPath}?retour={Uri.EscapeDataString(path)}";

    public static string Invitation(string secret) => $"/invitation/{secret}";

    public static string Team(Guid organisation) => $"{Organisations}/{organisation}";

    public static string Invite(Guid organisation) => $"{Team(organisation)}/inviter";
}
