using Maillage.Data;

namespace Maillage.Features.Inhabitants;

/// <summary>Erases once a day the accesses that have not served for a year.</summary>
internal sealed partial class KeepAccesses(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<KeepAccesses> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Period, clock, stoppingToken);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await using var held = await scope
                    .ServiceProvider.GetRequiredService<MaillageDb>()
                    .TryLock("inhabitants", stoppingToken);
                if (held is not null)
                {
                    await scope.ServiceProvider.GetRequiredService<EraseAccess>().RunOld(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away: they wait for the next day, and open nothing meanwhile.
                NotErased(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The accesses at their term could not be erased; they wait for tomorrow.")]
    private partial void NotErased(Exception failure);
}
