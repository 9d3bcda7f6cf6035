using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Messages;

/// <summary>
/// Stops the messages to an address (ne plus recevoir). Mail scanners open links, so opening changes nothing; mail
/// readers post by themselves when their own button is pressed (RFC 8058), so there is no other token than the link.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StopModel(StopLinks links, StopAddress stopAddress) : PageModel
{
    [FromRoute(Name = "token")]
    public string Token { get; set; } = "";

    public bool IsStopped { get; private set; }

    public IActionResult OnGet() => links.Read(Token) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (links.Read(Token) is not { } hash)
        {
            return NotFound();
        }

        await stopAddress.Run(hash, StopReason.Asked, cancellation);
        IsStopped = true;
        return Page();
    }
}
