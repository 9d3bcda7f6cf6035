using System.Globalization;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(OtherHour))]

namespace Maillage.Tests.Support;

/// <summary>Gives a process of the application a clock put forward or back: what is done by day is tested at night too.</summary>
internal sealed class OtherHour : IHostingStartup
{
    /// <summary>By how much, in the environment of the process.</summary>
    public const string Setting = "MAILLAGE_TEST_LATE";

    public void Configure(IWebHostBuilder builder)
    {
        if (TimeSpan.TryParse(Environment.GetEnvironmentVariable(Setting), CultureInfo.InvariantCulture, out var late))
        {
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new Clock(late)));
        }
    }

    private sealed class Clock(TimeSpan late) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + late;
    }
}
