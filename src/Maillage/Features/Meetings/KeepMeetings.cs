using Maillage.Data;

namespace Maillage.Features.Meetings;

/// <summary>Reminds people and takes back seats nobody answered for, every few seconds while the web application runs.</summary>
internal sealed partial class KeepMeetings(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeepMeetings> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

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
                await using var held = await db.TryLock("meetings", stoppingToken);
                if (held is not null)
                {
                    await scope.ServiceProvider.GetRequiredService<FollowOffers>().Run(stoppingToken);
                    await scope.ServiceProvider.GetRequiredService<ExpireOffers>().Run(stoppingToken);
                    await scope.ServiceProvider.GetRequiredService<SendReminders>().Run(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away for a while: what is due stays due.
                NotDone(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Reminders and offered seats could not be worked on; they wait.")]
    private partial void NotDone(Exception failure);
}
