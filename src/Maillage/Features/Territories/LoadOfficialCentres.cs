namespace Maillage.Features.Territories;

/// <summary>At start, puts the official centres that were imported into the map.</summary>
internal sealed class LoadOfficialCentres(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => services.PrepareTerritories(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
