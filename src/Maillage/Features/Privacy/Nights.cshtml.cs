using System.ComponentModel.DataAnnotations;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Privacy;

/// <summary>What was erased each night, and the way to erase somebody who asks (données personnelles).</summary>
[Authorize(Access.Administrator)]
public sealed class NightsModel(MaillageDb db, IEnumerable<IPersonalRecords> records) : PageModel
{
    private const int Shown = 7;

    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Écrivez l’adresse e-mail du compte")]
    [StringLength(254, ErrorMessage = "Cette adresse est trop longue")]
    public string? Email { get; set; }

    public IReadOnlyList<Night> Nights { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var names = records.ToDictionary(kind => kind.Kind.Id, kind => kind.Kind.Name, StringComparer.Ordinal);
        var runs = await db
            .PurgeRuns.AsNoTracking()
            .OrderByDescending(r => r.StartedAt)
            .Take(Shown)
            .ToListAsync(cancellation);
        Nights =
        [
            .. runs.Select(run => new Night(
                ParisTime.Words(run.StartedAt),
                [
                    .. run
                        .Done.Where(done => done.Records > 0)
                        .Select(done => (names.GetValueOrDefault(done.Kind, done.Kind), done.Records)),
                ],
                run.EndedAt is not null
            )),
        ];
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (ModelState.IsValid)
        {
            var normalised = Email!.Trim().ToUpperInvariant();
            var account = await db
                .Accounts.Where(a => a.NormalizedEmail == normalised)
                .Select(a => (Guid?)a.Id)
                .SingleOrDefaultAsync(cancellation);
            if (account is { } id)
            {
                return Redirect(PrivacyUrls.EraseSomebody(id));
            }

            ModelState.AddModelError("email", "Aucun compte n’a cette adresse");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await OnGet(cancellation);
        return Page();
    }

    /// <summary>One night: when, and how many of each kind that had something to erase.</summary>
    public sealed record Night(string When, IReadOnlyList<(string Kind, int Records)> Erased, bool IsEnded);
}
