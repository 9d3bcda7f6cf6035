namespace Maillage.Platform.Privacy;

/// <summary>Applies the terms of the register every night while the web application runs.</summary>
internal sealed partial class KeepPurging(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeepPurging> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<PurgePersonalData>().RunWhenDue(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away: the work goes on where it stopped.
                NotErased(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What has reached its term could not be erased; it is tried again in ten minutes.")]
    private partial void NotErased(Exception failure);
}
