using NestorConfig;

namespace Nestor.Config.Tests.Tool;

/// <summary>Runs <c>nestor config</c> on files of a folder that goes away.</summary>
internal sealed class Tool : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-config").FullName;

    /// <summary>Runs it; what it prints has no folder in its file names.</summary>
    public (int Code, string Output, string Errors) Run(params string[] args)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        int code = NestorConfigProgram.Run(args, output, errors);
        return (code, Short(output), Short(errors));
    }

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Short(StringWriter text) => text.ToString().Replace(_folder + "/", "", StringComparison.Ordinal);
}
