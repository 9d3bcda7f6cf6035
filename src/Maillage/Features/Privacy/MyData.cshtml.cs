using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Privacy;

/// <summary>Everything that is held about oneself, to read or to take away (vos données).</summary>
[Authorize(Access.SignedIn)]
public sealed class MyDataModel(ExportPerson exportPerson) : PageModel
{
    /// <summary>Records of each kind on the page; all are in the file.</summary>
    internal const int Shown = 10;

    private const int LongestValue = 300;

    public PersonExport Export { get; private set; } = null!;

    public async Task OnGet(CancellationToken cancellation) =>
        Export = await exportPerson.Run(HttpContext.Person(), cancellation);

    internal static string Short(string value) =>
        value.Length <= LongestValue ? value : value[..LongestValue] + "… (la suite est dans le fichier)";
}
