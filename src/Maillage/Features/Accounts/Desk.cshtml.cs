using System.Globalization;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Accounts;

/// <summary>What waits for the person signed in (à qui de jouer) ; each feature brings its own group.</summary>
[Authorize(Access.SignedIn)]
public sealed class DeskModel(IEnumerable<IDeskGroup> groups, TimeProvider time) : PageModel
{
    public Person Person => HttpContext.Person();

    public string Today { get; private set; } = "";

    public bool HasRole => Person.Memberships.Count + Person.NetworkRoles.Count > 0;

    public IReadOnlyList<DeskGroup> Groups { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var today = time.TodayInParis().ToString("dddd d MMMM", CultureInfo.CurrentCulture);
        Today = char.ToUpper(today[0], CultureInfo.CurrentCulture) + today[1..];
        var found = new List<DeskGroup>();
        foreach (var group in groups)
        {
            if (await group.For(Person, cancellation) is { } tasks)
            {
                found.Add(tasks);
            }
        }

        Groups = found;
    }
}
