namespace Maillage.Platform.Messaging;

/// <summary>Sends what is due every few seconds while the web application runs.</summary>
internal sealed partial class KeepSending(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeepSending> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Rounds let pass when the mail server is away: a minute.</summary>
    private const int RoundsLetPass = 12;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var toLetPass = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (toLetPass > 0)
            {
                toLetPass--;
                continue;
            }

            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var sendMessages = scope.ServiceProvider.GetRequiredService<SendMessages>();
                if (sendMessages.IsOn && (await sendMessages.Run(stoppingToken)).Unreachable)
                {
                    toLetPass = RoundsLetPass;
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away for a while: the queue is in it, so nothing is lost.
                NotSent(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Messages could not be sent; they wait.")]
    private partial void NotSent(Exception failure);
}
