using System.Globalization;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Shared;

/// <summary>What a person reads when a page cannot be shown, with a way out.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel(IStringLocalizer texts) : PageModel
{
    private const int SecondsPerMinute = 60;

    public string Title { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    public IActionResult OnGet(int status) => Explain(status);

    public IActionResult OnPost(int status) => Explain(status);

    private IActionResult Explain(int status)
    {
        (Title, Sentence) = status switch
        {
            403 => (
                texts["Cette page n’est pas pour vous"],
                texts["Votre rôle ne l’ouvre pas. La coordination du réseau peut vous en donner un autre."]
            ),
            404 => (
                texts["Cette page n’existe pas"],
                texts["L’adresse est peut-être mal recopiée, ou la page a été retirée."]
            ),
            429 => (texts["Trop de demandes en peu de temps"], Wait()),
            < 500 => (
                texts["Nous n’avons pas compris cette adresse"],
                texts["Elle est incomplète ou abîmée. Recommencez depuis l’accueil."]
            ),
            _ => (
                texts["Le site a un problème"],
                texts["Ce n’est pas votre faute. Recommencez dans quelques minutes."]
            ),
        };
        Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        return AskedPath is { } path && ApiProblem.Concerns(path)
            ? ApiProblem.Of(Response.StatusCode, Title, Sentence)
            : Page();
    }

    private string Wait() =>
        int.TryParse(Response.Headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > SecondsPerMinute
            ? texts["Attendez {0} minutes, puis recommencez.", (seconds + SecondsPerMinute - 1) / SecondsPerMinute]
            : texts["Attendez une minute, puis recommencez."];

    /// <summary>The address that failed; null when somebody opens the error page itself.</summary>
    private PathString? AskedPath =>
        HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path
        ?? HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath;
}
