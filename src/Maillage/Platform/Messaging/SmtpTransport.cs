using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace Maillage.Platform.Messaging;

/// <summary>E-mail over SMTP (serveur de courrier).</summary>
internal sealed partial class SmtpTransport(
    IOptions<MessagingSettings> settings,
    IOptions<SiteSettings> site,
    MailPage page,
    StopLinks links,
    TimeProvider time,
    ILogger<SmtpTransport> logger
) : IMailTransport
{
    /// <summary>Well within the lease, so that a living sender never loses a message to another.</summary>
    private static readonly TimeSpan Patience = SendMessages.Lease / 2;

    private SmtpClient? connected;

    public bool IsOn => settings.Value.Mail.Host.Length > 0;

    public async Task<bool> TryConnect(CancellationToken cancellation)
    {
        if (connected is { IsConnected: true })
        {
            return true;
        }

        Disconnect();
        var mail = settings.Value.Mail;
        var client = new SmtpClient();
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await client.ConnectAsync(mail.Host, mail.Port, Security(mail), either.Token);
            if (mail.User.Length > 0)
            {
                await client.AuthenticateAsync(mail.User, mail.Password, either.Token);
            }

            connected = client;
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            client.Dispose();
            NotReached(mail.Host, mail.Port, failure);
            return false;
        }
    }

    public async Task<Delivery> Send(Message message)
    {
        var progress = new Progress();
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            using var mail = Compose(message);
            await connected!.SendAsync(FormatOptions.Default, mail, limit.Token, progress);
            return new Delivery(DeliveryOutcome.Accepted);
        }
        catch (SmtpCommandException refusal)
        {
            Disconnect();
            var status = (int)refusal.StatusCode;
            return new Delivery(
                status >= 500 ? DeliveryOutcome.RefusedForGood : DeliveryOutcome.RefusedForNow,
                $"SMTP {status}",
                AddressIsDead: refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted && SaysNobody(refusal)
            );
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or ProtocolException
                        or OperationCanceledException
                        or ServiceNotConnectedException
            )
        {
            Disconnect();
            return progress.HasBegun
                ? new Delivery(DeliveryOutcome.Unknown, "SMTP broken off")
                : new Delivery(DeliveryOutcome.RefusedForNow, "SMTP broken off");
        }
    }

    public void Dispose() => Disconnect();

    internal MimeMessage Compose(Message message)
    {
        var address = MessageAddress.Of(message);
        var host = new Uri(site.Value.PublicUrl).Host;
        var mail = new MimeMessage
        {
            Subject = message.Subject ?? "",
            MessageId = $"{message.Id:N}@{host}",
            Date = time.GetUtcNow(),
            Body = new MultipartAlternative
            {
                new TextPart(TextFormat.Plain) { Text = page.Text(message) },
                new TextPart(TextFormat.Html) { Text = page.Html(message) },
            },
        };
        mail.From.Add(MailboxAddress.Parse(settings.Value.Mail.From));
        mail.To.Add(new MailboxAddress("", address.Value));
        // Absences answer nobody (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (MailPage.CanStop(message))
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{links.To(address)}>");
            mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return mail;
    }

    /// <summary>Enhanced codes 5.1.x (RFC 3463): other refusals speak of us, or of the day.</summary>
    private static bool SaysNobody(SmtpCommandException refusal) =>
        refusal.Message.StartsWith("5.1.", StringComparison.Ordinal);

    private static SecureSocketOptions Security(MailSettings mail) =>
        mail.Security switch
        {
            "Tls" => SecureSocketOptions.SslOnConnect,
            "None" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };

    private void Disconnect()
    {
        connected?.Dispose();
        connected = null;
    }

    [LoggerMessage(LogLevel.Warning, "The mail server {Host}:{Port} cannot be reached; messages wait.")]
    private partial void NotReached(string host, int port, Exception failure);

    /// <summary>Tells whether the message itself has begun to leave: before, it was surely not taken.</summary>
    private sealed class Progress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
