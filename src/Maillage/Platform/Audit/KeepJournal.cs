using Maillage.Data;

namespace Maillage.Platform.Audit;

/// <summary>Seals the journal after each full hour.</summary>
internal sealed partial class KeepJournal(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeepJournal> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var sinceTheHour = clock.GetUtcNow().Ticks % TimeSpan.TicksPerHour;
            await Task.Delay(TimeSpan.FromTicks(TimeSpan.TicksPerHour - sinceTheHour), clock, stoppingToken);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await using var held = await scope
                    .ServiceProvider.GetRequiredService<MaillageDb>()
                    .TryLock("audit", stoppingToken);
                if (held is null)
                {
                    // Another node is at it. Were both to seal, the loser would do nothing, but its log would tell of errors.
                    continue;
                }

                await scope.ServiceProvider.GetRequiredService<SealJournal>().Run(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away: the lines wait for the next hour.
                NotKept(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The journal could not be sealed; its lines wait for the next hour.")]
    private partial void NotKept(Exception failure);
}
