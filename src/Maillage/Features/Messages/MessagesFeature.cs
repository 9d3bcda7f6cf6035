using System.Text.Json;
using Maillage.Data;
using Maillage.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Messages;

/// <summary>What the outside sees of messages: the page that stops them, what the SMS gateway tells.</summary>
public static class MessagesFeature
{
    public const string ReceiptPath = "/messages/sms/retour";

    private const int LargestReceipt = 16 * 1024;

    public static WebApplication MapMessages(this WebApplication app)
    {
        // The gateway proves itself by what it signs, not by a session.
        app.MapPost(ReceiptPath, ReceiveReceipt).AllowAnonymous().ExcludeFromDescription();
        if (app.Environment.IsDevelopment())
        {
            app.MapGet(DevModel.Path + "/{id:guid}", ShowHtml).AllowAnonymous().ExcludeFromDescription();
        }

        return app;
    }

    private static async Task<IResult> ReceiveReceipt(
        HttpRequest request,
        ReceiveSmsReceipt receiveReceipt,
        Microsoft.Extensions.Options.IOptions<MessagingSettings> settings,
        CancellationToken cancellation
    )
    {
        if (await ReadBody(request, cancellation) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var header = request.Headers[settings.Value.Sms.ReceiptHeader].ToString();
        if (!receiveReceipt.IsFromGateway(header, body))
        {
            return Results.Unauthorized();
        }

        SmsReceipt? receipt;
        try
        {
            receipt = JsonSerializer.Deserialize<SmsReceipt>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        return receipt is null
            ? Results.BadRequest()
            : await receiveReceipt.Run(receipt, cancellation) switch
            {
                ReceiptOutcome.Noted or ReceiptOutcome.AlreadyKnown => Results.NoContent(),
                ReceiptOutcome.NotUnderstood => Results.BadRequest(),
            };
    }

    /// <summary>The bytes as they came, since the signature is theirs; null when there are too many.</summary>
    private static async Task<byte[]?> ReadBody(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[LargestReceipt];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + count > LargestReceipt)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    private static async Task<IResult> ShowHtml(Guid id, MaillageDb db, MailPage page, HttpResponse response) =>
        await db.Messages.SingleOrDefaultAsync(m => m.Id == id && m.Html != null) is { } message
            ? page.Show(message, response)
            : Results.NotFound();
}
