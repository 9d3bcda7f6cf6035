namespace Maillage.Features.Places.Search;

/// <summary>Reads the directory before the first request is served, then again each time a node announces a change.</summary>
internal sealed partial class FollowDirectory(
    PlaceDirectory directory,
    TimeProvider time,
    ILogger<FollowDirectory> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await directory.Follow(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await directory.Follow(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away for a while: people go on searching the places of before.
                NotFollowed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The directory could not be read again; the former one stays.")]
    private partial void NotFollowed(Exception failure);
}
