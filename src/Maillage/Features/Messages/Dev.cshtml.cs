using Maillage.Data;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Messages;

/// <summary>What would have been sent, on a developer’s machine; nowhere else does the page exist.</summary>
[AllowAnonymous]
public sealed class DevModel(MaillageDb db, MailPage page, IHostEnvironment environment) : PageModel
{
    public const string Path = "/dev/messages";

    private const int Shown = 50;

    public IReadOnlyList<Row> Messages { get; private set; } = [];

    public sealed record Row(
        Guid Id,
        string Template,
        MessageChannel Channel,
        MessageState State,
        string? To,
        string? Subject,
        string Text,
        bool HasHtml,
        bool IsErased
    );

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        var messages = await db
            .Messages.AsNoTracking()
            .OrderByDescending(m => m.CreatedAt)
            .ThenByDescending(m => m.Id)
            .Take(Shown)
            .ToListAsync(cancellation);
        Messages =
        [
            .. messages.Select(m => new Row(
                m.Id,
                m.Template,
                m.Channel,
                m.State,
                m.To,
                m.Subject,
                m.Channel == MessageChannel.Sms ? m.Text ?? "" : page.Text(m),
                m.Html is not null,
                m.To is null
            )),
        ];
        return Page();
    }
}
