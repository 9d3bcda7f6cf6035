using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Maillage.Tests.Platform.Messaging;

/// <summary>A sender on a database, a clock and a transport of the test's own.</summary>
internal static class Sending
{
    public const string Secret = "une phrase d’essai de plus de trente-deux lettres";

    public static MessageSignatures Signatures { get; } =
        new(Options.Create(new MessagingSettings { Secret = Secret }));

    public static StopAddress StopList(MaillageDb db, TimeProvider clock) =>
        new(db, Signatures, new Journal(db, new Actor { Channel = Channel.Job }, clock), clock);

    public static SendMessages From(MaillageDb db, TimeProvider clock, Transport? transport = null, int ceiling = 1000)
    {
        transport ??= new Transport();
        var settings = Options.Create(new MessagingSettings { Sms = new SmsSettings { MonthlyCeiling = ceiling } });
        return new SendMessages(
            db,
            transport,
            transport,
            Signatures,
            StopList(db, clock),
            settings,
            clock,
            NullLogger<SendMessages>.Instance
        );
    }
}

/// <summary>A server and a gateway that answer what the test says, and remember what they were given.</summary>
internal sealed class Transport : IMailTransport, ISmsGateway
{
    public List<Message> Given { get; } = [];

    public Func<Message, Task<Delivery>> Answer { get; set; } =
        _ => Task.FromResult(new Delivery(DeliveryOutcome.Accepted));

    public bool CanConnect { get; set; } = true;

    public bool IsOn => true;

    public Task<bool> TryConnect(CancellationToken cancellation) => Task.FromResult(CanConnect);

    public Task<Delivery> Send(Message message)
    {
        Given.Add(message);
        return Answer(message);
    }

    public void Dispose() { }
}

/// <summary>A message that says next to nothing.</summary>
internal sealed record Plain(bool Indispensable = false, bool Urgent = false) : MessageTemplate
{
    public override string Name => "plain";

    public override string Subject => "Bonjour";

    public override IReadOnlyList<string> Paragraphs => ["À bientôt."];

    public override string Sms => "À bientôt.";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(30);

    public override bool IsIndispensable => Indispensable;

    public override bool IsUrgent => Urgent;
}
