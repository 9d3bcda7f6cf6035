namespace Maillage.Features.OpenData;

/// <summary>Writes the files soon after the directory changes, so that nobody waits for them.</summary>
internal sealed partial class WritePublishedFiles(
    PublishedFiles published,
    TimeProvider time,
    ILogger<WritePublishedFiles> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await published.Renew(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The files of before stay; the next tick tries again.
                NotWritten(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The open data could not be written; those of before stay.")]
    private partial void NotWritten(Exception failure);
}
