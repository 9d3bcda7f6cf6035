using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>What is over and left something to read or to watch (archives de l’agenda).</summary>
[AllowAnonymous]
public sealed class ArchivesModel(FindHappenings findHappenings) : PageModel
{
    private const int Most = 40;

    public IReadOnlyList<ArchivedOffer> Found { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation) => Found = await findHappenings.Past(Most, cancellation);
}
