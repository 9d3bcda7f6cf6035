using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Maillage.Platform.Messaging;

/// <summary>How messages leave: section <c>Messages</c> of the settings. Nothing leaves until a channel is set.</summary>
public sealed class MessagingSettings
{
    public const string Section = "Messages";

    /// <summary>
    /// Signs the links that stop messages and hashes the stopped addresses, the same on every node. Changing it forgets
    /// the stop list.
    /// </summary>
    public string Secret { get; set; } = "";

    /// <summary>Days after which addresses and words are erased, once a message has ended.</summary>
    public int ErasedAfterDays { get; set; } = 30;

    public MailSettings Mail { get; set; } = new();

    public SmsSettings Sms { get; set; } = new();
}

/// <summary>The SMTP server: off while <see cref="Host"/> is empty.</summary>
public sealed class MailSettings
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c> (default), <c>Tls</c> or <c>None</c>.</summary>
    public string Security { get; set; } = "StartTls";

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The sender, with a name or without: <c>Maillage &lt;ne-pas-repondre@aide.example.fr&gt;</c>.</summary>
    public string From { get; set; } = "";
}

/// <summary>The SMS gateway, any that takes one HTTP request for each SMS: off while <see cref="Url"/> is empty.</summary>
public sealed class SmsSettings
{
    /// <summary>May hold <c>{to}</c>, <c>{text}</c> and <c>{id}</c>, as may <see cref="Body"/>.</summary>
    public string Url { get; set; } = "";

    public string Method { get; set; } = "POST";

    public Dictionary<string, string> Headers { get; set; } = [];

    public string ContentType { get; set; } = "application/json";

    public string Body { get; set; } = """{"to":"{to}","text":"{text}","id":"{id}"}""";

    /// <summary>SMS that one organisation may send in a month.</summary>
    public int MonthlyCeiling { get; set; } = 1000;

    /// <summary>What the gateway and we alone know; without it what the gateway tells is refused.</summary>
    public string ReceiptSecret { get; set; } = "";

    /// <summary>The header that carries the secret itself, or the signature of the body.</summary>
    public string ReceiptHeader { get; set; } = "X-Signature";

    /// <summary>True: the header holds the HMAC-SHA256 of the body in hexadecimal. False: the secret itself.</summary>
    public bool ReceiptIsSigned { get; set; } = true;
}

/// <summary>Says in a French sentence what to mend before anything is sent.</summary>
internal sealed partial class CheckMessagingSettings : IValidateOptions<MessagingSettings>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, MessagingSettings options)
    {
        var wrongs = Wrongs(options).ToList();
        return wrongs.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrongs);
    }

    private static IEnumerable<string> Wrongs(MessagingSettings settings)
    {
        var (mail, sms) = (settings.Mail, settings.Sms);
        if (settings.ErasedAfterDays is < 1 or > 365)
        {
            yield return "Messages:ErasedAfterDays est compris entre 1 et 365.";
        }

        if ((mail.Host.Length > 0 || sms.Url.Length > 0) && settings.Secret.Length < ShortestSecret)
        {
            yield return "Messages:Secret a moins de 32 caractères : donnez une phrase tirée au hasard, par exemple celle de « openssl rand -base64 32 », la même sur chaque nœud.";
        }

        foreach (var wrong in mail.Host.Length > 0 ? OfMail(mail) : [])
        {
            yield return wrong;
        }

        foreach (var wrong in sms.Url.Length > 0 ? OfSms(sms) : [])
        {
            yield return wrong;
        }
    }

    private static IEnumerable<string> OfMail(MailSettings mail)
    {
        if (mail.Port is < 1 or > 65535)
        {
            yield return "Messages:Mail:Port est compris entre 1 et 65535 : 587 le plus souvent.";
        }

        if (mail.Security is not ("StartTls" or "Tls" or "None"))
        {
            yield return "Messages:Mail:Security vaut « StartTls », « Tls » ou « None ».";
        }

        if (mail.Security == "None" && mail.User.Length > 0)
        {
            yield return "Messages:Mail:Security vaut « None » : le mot de passe passerait en clair. Mettez « StartTls » ou « Tls », ou retirez Messages:Mail:User.";
        }

        if (!MailboxAddress.TryParse(mail.From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
        {
            yield return "Messages:Mail:From n’est pas une adresse : donnez l’expéditeur, par exemple Maillage <ne-pas-repondre@aide.example.fr>.";
        }
    }

    private static IEnumerable<string> OfSms(SmsSettings sms)
    {
        if (!Uri.TryCreate(sms.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            yield return "Messages:Sms:Url n’est pas une adresse web : elle commence par https://.";
        }

        if (!HttpMethodName().IsMatch(sms.Method))
        {
            yield return "Messages:Sms:Method vaut par exemple « POST ».";
        }

        var template = sms.Url + sms.Body;
        if (
            !template.Contains("{to}", StringComparison.Ordinal)
            || !template.Contains("{text}", StringComparison.Ordinal)
        )
        {
            yield return "Messages:Sms:Body doit contenir {to} et {text} : ils deviennent le numéro et le texte.";
        }

        if (sms.MonthlyCeiling < 0)
        {
            yield return "Messages:Sms:MonthlyCeiling ne peut pas être négatif.";
        }

        if (sms.ReceiptSecret.Length is > 0 and < ShortestSecret)
        {
            yield return "Messages:Sms:ReceiptSecret a moins de 32 caractères : donnez une phrase tirée au hasard.";
        }
    }

    [GeneratedRegex("^[A-Z]{3,7}$", RegexOptions.None, 1000)]
    private static partial Regex HttpMethodName();
}
