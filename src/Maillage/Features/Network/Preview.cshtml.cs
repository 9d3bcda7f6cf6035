using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Network;

/// <summary>One's own profile as others see it: the same reading as theirs (aperçu).</summary>
[Authorize(Access.Network)]
public sealed class PreviewModel(ReadMembers readMembers) : PageModel
{
    [FromQuery(Name = "vue")]
    public string? View { get; set; }

    public Sight Reader => View == "public" ? Sight.Public : Sight.Network;

    /// <summary>Null when that reader sees nothing.</summary>
    public SeenMember? Member { get; private set; }

    /// <summary>What the page of the Promeneurs du Net shows, where it shows something to that reader.</summary>
    public SeenOnline? Online { get; private set; }

    public ILookup<Guid, SeenPlace>? Places { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        var account = HttpContext.Person().AccountId;
        Member = await readMembers.One(account, Reader, cancellation);
        Places = Member is null ? null : await readMembers.PlacesOf([Member], cancellation);
        Online = await readMembers.OnlineOf(account, Reader, cancellation);
    }
}
