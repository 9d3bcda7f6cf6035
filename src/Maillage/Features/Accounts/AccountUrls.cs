namespace Maillage.Features.Accounts;

/// <summary>Addresses of the pages on accounts and teams.</summary>
public static class AccountUrls
{
    public const string SignInPath = "/connexion";

    public const string SignIn = SignInPath;

    public const string Forgotten = SignInPath + "/mot-de-passe-oublie";

    public const string Code = SignInPath + "/code";

    /// <summary>Where one leaves for ProConnect; 404 while it is off.</summary>
    public const string ProConnectPath = SignInPath + "/proconnect";

    /// <summary>Where one comes back with an identity of ProConnect.</summary>
    public const string Identity = SignInPath + "/identite";

    public const string SignOut = "/deconnexion";

    public const string Account = "/mon-compte";

    public const string Password = Account + "/mot-de-passe";

    public const string Passkeys = Account + "/cles";

    /// <summary>What the browser is asked to make, as JSON.</summary>
    public const string PasskeyOptions = Passkeys + "/options";

    /// <summary>What the browser is asked to sign to come in, as JSON.</summary>
    public const string SignInPasskeyOptions = SignInPath + "/cle/options";

    public const string TwoFactor = Account + "/double-verification";

    /// <summary>Everything that is held about oneself.</summary>
    public const string MyData = Account + "/mes-donnees";

    public const string EraseAccount = Account + "/effacer";

    public const string Desk = "/espace";

    /// <summary>For those who administer: what was erased each night, and erasure on request.</summary>
    public const string PersonalData = Desk + "/donnees-personnelles";

    public const string Organisations = Desk + "/structures";

    public const string NewOrganisation = Organisations + "/nouvelle";

    public const string Roles = Desk + "/roles";

    public const string NewRole = Roles + "/nouveau";

    public const string JournalPath = Desk + "/journal";

    /// <summary>The sign-in page, which leads back to a path of this site.</summary>
    public static string SignInThen(string path) => $"{SignInPath}?retour={Uri.EscapeDataString(path)}";

    /// <summary>Leaves for ProConnect, then comes back to a path of this site.</summary>
    public static string ProConnectThen(string path) => $"{ProConnectPath}?retour={Uri.EscapeDataString(path)}";

    public static string Invitation(string secret) => $"/invitation/{secret}";

    public static string Team(Guid organisation) => $"{Organisations}/{organisation}";

    public static string Invite(Guid organisation) => $"{Team(organisation)}/inviter";

    public static string Mission(Guid organisation, Guid membership) =>
        $"{Team(organisation)}/mission?appartenance={membership}";

    public static string Parent(Guid organisation) => $"{Team(organisation)}/rattachement";
}
