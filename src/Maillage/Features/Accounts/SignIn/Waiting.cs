using System.Globalization;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>How long to wait after too many attempts, in words and as a header.</summary>
internal static class Waiting
{
    public static string Sentence(TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        return $"Trop d’essais. Réessayez dans {minutes} minute{(minutes > 1 ? "s" : "")}";
    }

    public static string Seconds(TimeSpan wait) =>
        ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
