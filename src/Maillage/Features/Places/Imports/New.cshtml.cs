using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Imports;

/// <summary>Takes in a list: a file or an address, and its name.</summary>
[Authorize(Access.Coordinator)]
[RequestSizeLimit(Largest)]
public sealed class NewModel(
    GiveList giveList,
    ImportInHand importInHand,
    IOptions<ImportSettings> settings,
    IOptions<SiteSettings> site
) : PageModel
{
    /// <summary>More than any setting allows of a list, so that too large a one gets a sentence.</summary>
    private const long Largest = 60_000_000;

    public string? Address { get; private set; }

    public string? Name { get; private set; }

    public int Megabytes => settings.Value.LargestList / 1_000_000;

    /// <summary>The names of those whose places alone are touched, unless an administrator then takes the whole list.</summary>
    public IReadOnlyList<string> Territories =>
        [.. HttpContext.Person().ImportsInto(site.Value).Select(ImportTerritory.NameOf)];

    public void OnGet() { }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "fichier")] IFormFile? file,
        [FromForm(Name = "adresse")] string? address,
        [FromForm(Name = "nom")] string? name,
        CancellationToken cancellation
    )
    {
        (Address, Name) = (address?.Trim(), name?.Trim());
        if (Name?.Length > ImportList.MaxNameLength)
        {
            ModelState.AddModelError("nom", "Écrivez un nom de 120 caractères au plus");
        }

        if (Address?.Length > ImportList.MaxAddressLength)
        {
            ModelState.AddModelError("adresse", "Cette adresse est trop longue : 1 000 caractères au plus");
        }

        if (file is null == string.IsNullOrEmpty(Address))
        {
            ModelState.AddModelError(
                "fichier",
                file is null
                    ? "Choisissez un fichier, ou donnez une adresse"
                    : "Gardez le fichier ou l’adresse, pas les deux"
            );
        }

        return ModelState.IsValid ? await Give(file, cancellation) : Refused();
    }

    private async Task<IActionResult> Give(IFormFile? file, CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        var given = new GivenList(
            // A browser may send a whole path.
            file is null
                ? Address!
                : Path.GetFileName(file.FileName.Replace('\\', '/')),
            string.IsNullOrEmpty(Name) ? null : Name,
            person.AccountId,
            person.ImportsInto(site.Value),
            await importInHand.Lists(person, cancellation)
        );
        ImportRun? run;
        string? refusal;
        if (file is null)
        {
            (run, refusal) = await giveList.FromAddress(given, cancellation);
        }
        else
        {
            await using var sent = file.OpenReadStream();
            (run, refusal) = await giveList.FromFile(sent, given, cancellation);
        }

        if (run is not null)
        {
            return Redirect(
                run.State == ImportState.Matching ? PlaceUrls.ImportColumns(run.Id) : PlaceUrls.Import(run.Id)
            );
        }

        ModelState.AddModelError(file is null ? "adresse" : "fichier", refusal!);
        return Refused();
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
