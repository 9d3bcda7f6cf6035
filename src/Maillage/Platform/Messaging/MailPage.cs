using System.Globalization;
using System.Text.Encodings.Web;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>What stands around the words of a message: who writes, where to call, how to stop. No picture, no tracker.</summary>
public sealed class MailPage(StopLinks links, IOptions<SiteSettings> site)
{
    internal const string ButtonStyle =
        "display:inline-block;padding:12px 20px;border-radius:6px;background:#0b4f6c;color:#ffffff;font-weight:bold;text-decoration:none";

    private const string PageStyle =
        "max-width:34em;margin:0 auto;padding:24px 16px;font:18px/1.5 Arial,sans-serif;color:#1b1b1b";

    private string Caller =>
        site.Value.Phone.Length > 0
            ? $"Une question ? Appelez le {FrenchTypography.Phone(site.Value.Phone)}. {site.Value.PhoneHours}".TrimEnd()
            : "";

    public string Text(Message message) =>
        string.Join(
            "\n\n",
            new[]
            {
                message.Text,
                Caller,
                $"Maillage\n{site.Value.PublicUrl}",
                CanStop(message) ? $"Ne plus recevoir ces messages :\n{links.To(MessageAddress.Of(message))}" : "",
            }.Where(part => !string.IsNullOrEmpty(part))
        ) + "\n";

    public string Html(Message message)
    {
        var stop = CanStop(message)
            ? $"<br><a href=\"{links.To(MessageAddress.Of(message))}\" style=\"color:#0b4f6c\">Ne plus recevoir ces messages</a>"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <!doctype html>
            <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encoded(
                message.Subject
            )}</title></head>
            <body><div style="{PageStyle}">
            {message.Html}<p>{Encoded(Caller)}</p>
            <p style="font-size:16px;color:#4a4a4a">Maillage<br><a href="{Encoded(
                site.Value.PublicUrl
            )}" style="color:#0b4f6c">{Encoded(site.Value.PublicUrl)}</a>{stop}</p>
            </div></body></html>
            """
        );
    }

    /// <summary>The same words on a sheet of A4, the address where the window of an envelope shows it.</summary>
    public string Letter(Message message) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            <!doctype html>
            <html lang="fr"><head><meta charset="utf-8"><title>{{Encoded(message.Subject)}}</title>
            <style>@page{size:A4;margin:20mm}body{font:13pt/1.5 Arial,sans-serif}address{margin:30mm 0 25mm 90mm;font-style:normal;white-space:pre-line}.texte{white-space:pre-line}</style></head>
            <body><address>{{Encoded(message.To)}}</address>
            <h1>{{Encoded(message.Subject)}}</h1>
            <div class="texte">{{Encoded(message.Text)}}</div>
            <p>{{Encoded(Caller)}}</p><p>Maillage<br>{{Encoded(site.Value.PublicUrl)}}</p></body></html>
            """
        );

    /// <summary>An e-mail as a mail reader shows it, or a letter to print, with styles of its own, which pages may not have.</summary>
    public IResult Show(Message message, HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return Results.Text(message.Channel == MessageChannel.Letter ? Letter(message) : Html(message), "text/html");
    }

    internal static bool CanStop(Message message) => !message.IsIndispensable;

    private static string Encoded(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
