using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>Any gateway that takes one HTTP request for each SMS, described by the settings (passerelle SMS).</summary>
internal sealed partial class HttpSmsGateway(IHttpClientFactory clients, IOptions<MessagingSettings> settings)
    : ISmsGateway
{
    public const string ClientName = "sms";

    /// <summary>Well within the lease, as for e-mail.</summary>
    public static readonly TimeSpan Patience = SendMessages.Lease / 2;

    private SmsSettings Sms => settings.Value.Sms;

    public bool IsOn => Sms.Url.Length > 0;

    public async Task<Delivery> Send(Message message)
    {
        try
        {
            using var request = Request(message);
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new Delivery(OutcomeOf(answer.StatusCode), $"HTTP {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
            when (failure.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            return new Delivery(DeliveryOutcome.RefusedForNow, "HTTP unreachable");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new Delivery(DeliveryOutcome.Unknown, "HTTP broken off");
        }
    }

    /// <summary>A gateway that fails or is late may have taken the SMS; one that refuses us has not.</summary>
    private static DeliveryOutcome OutcomeOf(HttpStatusCode status) =>
        (int)status switch
        {
            >= 200 and < 300 => DeliveryOutcome.Accepted,
            // Our settings are wrong or the gateway is away: the SMS itself is not to blame.
            (>= 300 and < 400) or 401 or 403 or 404 or 405 or 407 or 429 or 503 => DeliveryOutcome.RefusedForNow,
            >= 400 and < 500 and not 408 => DeliveryOutcome.RefusedForGood,
            _ => DeliveryOutcome.Unknown,
        };

    private HttpRequestMessage Request(Message message)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Parse(Sms.Method),
            new Uri(Filled(Sms.Url, message, Uri.EscapeDataString))
        );
        foreach (var (name, value) in Sms.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Sms.Body.Length > 0 && request.Method != HttpMethod.Get)
        {
            Func<string, string> encoded = Sms.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase)
                ? JavaScriptEncoder.Default.Encode
                : WebUtility.UrlEncode;
            request.Content = new StringContent(
                Filled(Sms.Body, message, encoded),
                Encoding.UTF8,
                MediaTypeHeaderValue.Parse(Sms.ContentType)
            );
        }

        return request;
    }

    /// <summary>In one pass: a text that itself holds <c>{to}</c> stays as it is.</summary>
    private static string Filled(string template, Message message, Func<string, string> encoded) =>
        Placeholder()
            .Replace(
                template,
                found =>
                    encoded(
                        found.Value switch
                        {
                            "{to}" => message.To ?? "",
                            "{text}" => message.Text ?? "",
                            _ => message.Id.ToString(),
                        }
                    )
            );

    [GeneratedRegex(@"\{(to|text|id)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
