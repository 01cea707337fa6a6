namespace Nestor.HookLibraries.Tests.RunScript;

/// <summary>A folder with a script in it, and what the script leaves there.</summary>
internal sealed class Scripts : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nestor-script");

    /// <param name="body">Of a shell script; @ stands for the folder.</param>
    public Scripts(string body)
    {
        Name = Path.Combine(_folder.FullName, "script.sh");
        File.WriteAllText(Name, "#!/bin/sh\n" + body.Replace("@", _folder.FullName, StringComparison.Ordinal) + "\n");
        File.SetUnixFileMode(Name, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Name { get; }

    public string Folder => _folder.FullName;

    /// <summary>The configuration's members with the library and a subnet.</summary>
    /// <param name="parameters">More of them, each with a comma before it.</param>
    public string Members(string parameters = "") => $$"""
        "hooks-libraries": [ { "library": "libdhcp_run_script.so", "parameters": { "name": "{{Name}}"{{parameters}} } } ], {{Engine.Tests.Bench.PlainSubnet}}
        """;

    public string[] Files(string pattern) => _folder.GetFiles(pattern).Select(f => f.FullName).Order(StringComparer.Ordinal).ToArray();

    /// <summary>The lines of a file, once it is there and has so many; what there is after ten seconds.</summary>
    public async Task<string[]> Lines(string name, int count = 1)
    {
        string path = Path.Combine(Folder, name);
        for (int i = 0; i < 400; i++)
        {
            if (File.Exists(path) && await File.ReadAllLinesAsync(path) is { } lines && lines.Length >= count)
            {
                return lines;
            }

            await Task.Delay(25, Xunit.TestContext.Current.CancellationToken);
        }

        return File.Exists(path) ? await File.ReadAllLinesAsync(path) : [];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
