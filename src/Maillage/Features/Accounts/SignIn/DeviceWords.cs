namespace Maillage.Features.Accounts.SignIn;

/// <summary>A browser and its system in words that its owner recognises, from what it says of itself.</summary>
internal static class DeviceWords
{
    // Edge and Opera also call themselves Chrome, and Chrome calls itself Safari: the first that fits is the right one.
    private static readonly (string Mark, string Words)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Words)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];

    public static string Of(string userAgent) =>
        $"{Find(Browsers, userAgent, "Navigateur")} sur {Find(Systems, userAgent, "appareil inconnu")}";

    private static string Find((string Mark, string Words)[] names, string userAgent, string otherwise) =>
        names.FirstOrDefault(name => userAgent.Contains(name.Mark, StringComparison.Ordinal)).Words ?? otherwise;
}
