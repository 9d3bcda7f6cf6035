namespace Maillage.Tests.Support;

/// <summary>The real extracts that stand beside the repository, read and never copied.</summary>
public static class SharedData
{
    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    private static readonly string? Folder = Find();

    /// <summary>The path of a file of that folder; where it is missing the test says that it was skipped.</summary>
    public static string Path(string relative)
    {
        var path = Folder is null ? null : System.IO.Path.Combine(Folder, "data", relative);
        Assert.SkipUnless(
            path is not null && System.IO.Path.Exists(path),
            $"données réelles absentes : shared/data/{relative}"
        );
        return path!;
    }

    private static string? Find()
    {
        var folder =
            Environment.GetEnvironmentVariable("MAILLAGE_SHARED") ?? System.IO.Path.Combine(Repository, "..", "shared");
        return Directory.Exists(folder) ? System.IO.Path.GetFullPath(folder) : null;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Maillage.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Maillage.slnx not found above the tests.");
    }
}
