using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Places.Imports;

/// <summary>A list that is remembered: its name, its columns, whether it is read every night.</summary>
[Authorize(Access.RoleGiver)]
public sealed class RememberedModel(MaillageDb db, ImportInHand importInHand, TimeProvider time) : PageModel
{
    private const int MostColumns = 60;

    public ImportList List { get; private set; } = null!;

    public string? Name { get; private set; }

    public bool IsNightly { get; private set; }

    public IReadOnlyList<(string Name, string Meaning)> Columns { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken cancellation) =>
        await Find(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(
        Guid id,
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "nom")] string? name,
        [FromForm(Name = "nuit")] string? nightly,
        CancellationToken cancellation
    )
    {
        if (!await Find(id, cancellation))
        {
            return NotFound();
        }

        if (gesture == "oublier")
        {
            db.Remove(List);
            await db.SaveChangesAsync(cancellation);
            return Redirect(PlaceUrls.Imports);
        }

        (Name, IsNightly) = (name?.Trim(), nightly == "oui" && List.Address is not null);
        if (Name is not { Length: > 0 and <= ImportList.MaxNameLength })
        {
            ModelState.AddModelError("nom", "Donnez un nom à la liste, en 120 caractères au plus");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (IsNightly && !List.IsNightly)
        {
            // It begins with the coming night, be it the one that has not yet begun after midnight.
            List.ReadOn = DateOnly.FromDateTime(ParisTime.At(time.GetUtcNow().UtcDateTime) - KeepImporting.Night);
        }

        (List.Name, List.IsNightly) = (Name, IsNightly);
        await db.SaveChangesAsync(cancellation);
        return Redirect(PlaceUrls.Imports);
    }

    private async Task<bool> Find(Guid id, CancellationToken cancellation)
    {
        if (await importInHand.FindList(id, HttpContext.Person(), cancellation) is not { } list)
        {
            return false;
        }

        (List, Name, IsNightly) = (list, list.Name, list.IsNightly);
        Columns = list.Match is { } match
            ?
            [
                .. ColumnMatch
                    .Read(match)
                    .Columns.Take(MostColumns)
                    .Select(one => (one.Name, ColumnTargets.Find(one.Target)?.Words() ?? "")),
            ]
            : [];
        return true;
    }
}
