using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>Whether e-mails leave: once a server is set, and in development, where they stay on the machine.</summary>
public sealed class MailChannel(IOptions<MessagingSettings> settings, IHostEnvironment environment)
{
    public bool IsOn => settings.Value.Mail.Host.Length > 0 || environment.IsDevelopment();
}
