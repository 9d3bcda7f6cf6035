namespace Maillage.Features.Inhabitants;

/// <summary>Addresses of what an inhabitant opens with a reference and a code, and of the desk that gives them.</summary>
public static class InhabitantUrls
{
    public const string Open = "/ma-demande";

    public const string Mine = Open + "/suivi";

    public const string Erase = Open + "/effacer";

    /// <summary>Where one leaves for FranceConnect; 404 while it is off.</summary>
    public const string FranceConnectPath = Open + "/franceconnect";

    /// <summary>Where one comes back with an identity of FranceConnect.</summary>
    public const string Identity = Open + "/identite";

    public const string Give = "/espace/acces";

    /// <summary>For agents: somebody has died or left, nothing more is written to them.</summary>
    public const string WriteNoMore = Give + "/ne-plus-ecrire";
}
