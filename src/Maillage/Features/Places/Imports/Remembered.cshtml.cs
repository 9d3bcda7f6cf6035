using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Audit;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>A list that is remembered: its name, its columns, whether it is read every night.</summary>
[Authorize(Access.Coordinator)]
public sealed class RememberedModel(MaillageDb db, ImportInHand importInHand, Journal journal, TimeProvider time)
    : PageModel
{
    private const int MostColumns = 60;

    public ImportList List { get; private set; } = null!;

    public string? Name { get; private set; }

    public bool IsNightly { get; private set; }

    /// <summary>Who asked for it to be read by night and may no longer; null where it is read.</summary>
    public string? FormerAsker { get; private set; }

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

        if (gesture == "reprendre")
        {
            if (List.IsPaused)
            {
                ReadByNight();
                await db.SaveChangesAsync(cancellation);
            }

            return Redirect(PlaceUrls.ImportList(id));
        }

        (Name, IsNightly) = (name?.Trim(), nightly == "oui" && List.Address is not null);
        if (Name is not { Length: > 0 and <= ImportList.MaxNameLength })
        {
            ModelState.AddModelError("nom", "Donnez un nom à la liste, en 120 caractères au plus");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        List.Name = Name;
        if (!IsNightly)
        {
            (List.NightlyBy, List.IsPaused) = (null, false);
        }
        else if (!List.IsNightly)
        {
            ReadByNight();
        }

        await db.SaveChangesAsync(cancellation);
        return Redirect(PlaceUrls.Imports);
    }

    /// <summary>In the name of whoever asks, from the coming night on, be it the one that has not yet begun after midnight.</summary>
    private void ReadByNight()
    {
        (List.NightlyBy, List.IsPaused) = (HttpContext.Person().AccountId, false);
        List.ReadOn = DateOnly.FromDateTime(ParisTime.At(time.GetUtcNow().UtcDateTime) - KeepImporting.Night);
    }

    private async Task<bool> Find(Guid id, CancellationToken cancellation)
    {
        if (await importInHand.FindList(id, HttpContext.Person(), cancellation) is not { } list)
        {
            return false;
        }

        (List, Name, IsNightly) = (list, list.Name, list.IsNightly);
        FormerAsker = list.IsPaused
            ? await db
                .Accounts.Where(a => a.Id == list.NightlyBy)
                .Select(a => a.Name)
                .SingleOrDefaultAsync(cancellation)
                ?? Account.ErasedName
            : null;
        if (list.IsPaused)
        {
            await journal.ReadNames(
                HttpContext.Person(),
                [list.NightlyBy],
                "voir qui faisait lire une liste",
                cancellation
            );
        }

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
