using Maillage.Platform.Time;

namespace Maillage.Features.Places.Imports;

/// <summary>
/// Does what is asked for on the desk, every two seconds while the web application runs, and reads the nightly lists from
/// two in the morning on, before duplicates are looked for.
/// </summary>
internal sealed partial class KeepImporting(
    IServiceScopeFactory scopes,
    WorkOnImports workOnImports,
    TimeProvider time,
    ILogger<KeepImporting> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>When the night's work begins, on the clocks of Paris.</summary>
    internal static readonly TimeSpan Night = TimeSpan.FromHours(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Try(workOnImports.Run, stoppingToken);
            if (ParisTime.At(time.GetUtcNow().UtcDateTime).TimeOfDay >= Night)
            {
                await Try(ReadLists, stoppingToken);
            }
        }
    }

    private async Task ReadLists(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReadNightlyLists>().Run(cancellation);
    }

    private async Task Try(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // The database may be away for a while: what is asked for stays asked for.
            NotDone(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Imports could not be worked on; they wait.")]
    private partial void NotDone(Exception failure);
}
