using System.CommandLine;

namespace Maillage.Platform.CommandLine;

/// <summary>The verbs of <c>./maillage</c> that run inside the application: each feature adds its own.</summary>
public static class Commands
{
    private static readonly AsyncLocal<bool> Running = new();

    /// <summary>True within a verb.</summary>
    internal static bool AreRunning => Running.Value;

    /// <summary>Adds a verb, under <paramref name="group"/> when given: <c>import</c> + <c>places</c>.</summary>
    public static IServiceCollection AddCommand(
        this IServiceCollection services,
        Func<IServiceProvider, Command> create,
        string? group = null
    ) => services.AddSingleton(new Registration(create, group));

    /// <summary>True when the arguments ask for a verb rather than for the web server.</summary>
    public static bool Wanted(string[] args) => args.Length > 0 && !args[0].StartsWith('-');

    /// <summary>Runs the verb and gives its exit code.</summary>
    public static async Task<int> Run(
        IServiceProvider services,
        string[] args,
        CancellationToken cancellation = default
    )
    {
        var root = new RootCommand("Maillage : le numérique accompagné, près de chez vous.");
        var groups = new Dictionary<string, Command>(StringComparer.Ordinal);
        foreach (var (create, group) in services.GetServices<Registration>())
        {
            var command = create(services);
            if (group is null)
            {
                root.Add(command);
                continue;
            }

            if (!groups.TryGetValue(group, out var parent))
            {
                groups[group] = parent = new Command(group);
                root.Add(parent);
            }

            parent.Add(command);
        }

        Running.Value = true;
        return await root.Parse(args).InvokeAsync(cancellationToken: cancellation);
    }

    private sealed record Registration(Func<IServiceProvider, Command> Create, string? Group);
}
