namespace Maillage.Platform.Messaging;

/// <summary>What a server answered to one message.</summary>
public enum DeliveryOutcome
{
    Accepted,

    /// <summary>Not taken; it may be later.</summary>
    RefusedForNow,
    RefusedForGood,

    /// <summary>It broke off when the message was already on its way: nobody knows whether it was taken.</summary>
    Unknown,
}

/// <summary>The answer, with a code that holds no personal data.</summary>
/// <param name="AddressIsDead">The server says that nobody has this address.</param>
public sealed record Delivery(DeliveryOutcome Outcome, string? Code = null, bool AddressIsDead = false);

/// <summary>Takes e-mails to a server, over one connection for many (transport du courrier).</summary>
public interface IMailTransport : IDisposable
{
    /// <summary>False until a server is set.</summary>
    bool IsOn { get; }

    /// <summary>Connects unless it is done; false when the server cannot be reached, and nothing was sent then.</summary>
    Task<bool> TryConnect(CancellationToken cancellation);

    Task<Delivery> Send(Message message);
}

/// <summary>Takes an SMS to a gateway (passerelle SMS).</summary>
public interface ISmsGateway
{
    /// <summary>False until a gateway is set.</summary>
    bool IsOn { get; }

    Task<Delivery> Send(Message message);
}
