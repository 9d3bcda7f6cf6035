using Maillage.Data;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Queues the messages of campaigns, each minute while the web application runs.</summary>
internal sealed partial class KeepAsking(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeepAsking> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
                // Two at it would do no harm, only the work twice.
                await using var held = await db.TryLock("campaigns", stoppingToken);
                if (held is not null)
                {
                    await scope.ServiceProvider.GetRequiredService<SendVerifications>().Run(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away for a while: what is due stays due.
                NotAsked(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Messages of campaigns could not be queued; they wait.")]
    private partial void NotAsked(Exception failure);
}
