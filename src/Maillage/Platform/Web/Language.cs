using System.Globalization;

namespace Maillage.Platform.Web;

/// <summary>
/// The languages of the citizen pages: French at the root, English under <c>/en</c>. The language of the request is
/// its culture.
/// </summary>
public static class Language
{
    private const string EnglishPrefix = "/en";
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The code for <c>lang</c>.</summary>
    public static string Code => IsEnglish ? "en" : "fr";

    /// <summary>For <c>lang</c> around words of the data, which stay French; null on a French page.</summary>
    public static string? OfData => IsEnglish ? "fr" : null;

    /// <summary>The address of a page in the language of the request, from its French path.</summary>
    public static string Link(string path) => IsEnglish ? EnglishPrefix + path : path;

    /// <summary>The same page in the language asked for.</summary>
    public static string LinkIn(string code, HttpRequest request) =>
        (code == "en" ? EnglishPrefix : "") + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    /// <summary>
    /// Takes the language from the start of the address: the pages themselves know only the French path, and the path
    /// base makes every address that the framework writes follow.
    /// </summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var english = context.Request.Path.StartsWithSegments(
                    EnglishPrefix,
                    StringComparison.Ordinal,
                    out var rest
                );
                if (english)
                {
                    context.Request.PathBase = context.Request.PathBase.Add(EnglishPrefix);
                    context.Request.Path = rest.HasValue ? rest : "/";
                }

                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = english ? English : French;
                return next(context);
            }
        );
}
