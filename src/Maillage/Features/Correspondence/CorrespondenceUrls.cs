using System.Globalization;

namespace Maillage.Features.Correspondence;

/// <summary>Addresses of the pages on what people receive.</summary>
public static class CorrespondenceUrls
{
    public const string Templates = "/espace/messages";

    /// <summary>The e-mail of a template, by its rank on the page.</summary>
    public static string Email(int template) =>
        string.Create(CultureInfo.InvariantCulture, $"{Templates}/{template}/e-mail");

    /// <summary>The same as a letter to print.</summary>
    public static string Letter(int template) =>
        string.Create(CultureInfo.InvariantCulture, $"{Templates}/{template}/lettre");
}
