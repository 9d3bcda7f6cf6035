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

    public const string Desk = "/espace";

    public const string Organisations = Desk + "/structures";

    public const string NewOrganisation = Organisations + "/nouvelle";

    public const string Roles = Desk + "/roles";

    public const string NewRole = Roles + "/nouveau";

    public const string JournalPath = Desk + "/journal";

    /// <summary>The sign-in page, which leads back to a path of this site.</summary>
    public static string SignInThen(string path) => $"{SignInPath}?retour={Uri.EscapeDataString(path)}";

    public static string Invitation(string secret) => $"/invitation/{secret}";

    public static string Team(Guid organisation) => $"{Organisations}/{organisation}";

    public static string Invite(Guid organisation) => $"{Team(organisation)}/inviter";

    public static string Mission(Guid organisation, Guid membership) =>
        $"{Team(organisation)}/mission?appartenance={membership}";

    public static string Parent(Guid organisation) => $"{Team(organisation)}/rattachement";
}
