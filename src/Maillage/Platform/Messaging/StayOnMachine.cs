namespace Maillage.Platform.Messaging;

/// <summary>In development messages go nowhere: they are read on <c>/dev/messages</c>.</summary>
internal sealed class StayOnMachine : IMailTransport, ISmsGateway
{
    public bool IsOn => true;

    public Task<bool> TryConnect(CancellationToken cancellation) => Task.FromResult(true);

    public Task<Delivery> Send(Message message) => Task.FromResult(new Delivery(DeliveryOutcome.Accepted));

    public void Dispose() { }
}
