using System.Globalization;
using System.Text;
using CommandLines;

namespace KeaShell;

/// <summary>What is sent, and where.</summary>
internal sealed record ShellRequest
{
    /// <summary>Far more than a configuration has.</summary>
    private const int MostArguments = 256 << 20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public required Uri Address { get; init; }

    public required string Command { get; init; }

    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>As it stands in the header: name and password in base 64; null without authentication.</summary>
    public string? Credentials { get; init; }

    /// <summary>Certificates to trust: a file or a folder; null without TLS.</summary>
    public string? Trusted { get; init; }

    public string? Certificate { get; init; }

    public string? Key { get; init; }

    /// <summary>Seconds; 0 or less is for ever.</summary>
    public int Timeout { get; init; }

    /// <summary>The members of a map, as they were read.</summary>
    public string Arguments { get; private set; } = "";

    /// <summary>The JSON text. Nothing in it is quoted: what was typed goes as it is, as with Kea, and the server judges it.</summary>
    public byte[] Body
    {
        get
        {
            var text = new StringBuilder("{ \"command\": \"").Append(Command).Append('"');
            if (Services.Count > 0)
            {
                text.Append(", \"service\": [\"").AppendJoin("\",\"", Services).Append("\"]");
            }

            // A lone line end is no argument.
            if (Arguments.Length > 1)
            {
                text.Append(", \"arguments\": { ").Append(Arguments).Append(" }");
            }

            return Encoding.UTF8.GetBytes(text.Append(" }").ToString());
        }
    }

    /// <summary>Null when the flags do not fit together; <paramref name="error"/> says why.</summary>
    public static ShellRequest? Of(GivenFlags given, out string error)
    {
        string? trusted = NonEmpty(given.Value("--ca"));
        string? certificate = NonEmpty(given.Value("--cert"));
        string? key = NonEmpty(given.Value("--key"));
        error = (certificate is null) != (key is null) ? "--cert and --key must be used together"
            : certificate is not null && trusted is null ? "--cert and --key with HTTPS disabled (no --ca)"
            : "";
        if (error.Length > 0
            || !TryLine(given.Value("--auth-user-file"), given.Value("--auth-user"), out string user, out error)
            || !TryLine(given.Value("--auth-password-file"), given.Value("--auth-password"), out string password, out error)
            || AddressOf(given, trusted is not null, out error) is not { } address)
        {
            return null;
        }

        return new ShellRequest
        {
            Address = address,
            Command = given.Words.Concat(given.Rest).FirstOrDefault("list-commands"),
            Services = [.. given.All("--service").Where(s => s.Length > 0)],
            Credentials = user.Length > 0 ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")) : null,
            Trusted = trusted,
            Certificate = certificate,
            Key = key,
            Timeout = int.Parse(given.Value("--timeout") ?? "10", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Takes the arguments from a stream until its end.</summary>
    public bool TryReadArguments(Stream input, out string error)
    {
        error = "";
        var all = new MemoryStream();
        byte[] piece = new byte[65536];
        int count;
        while ((count = input.Read(piece)) > 0)
        {
            all.Write(piece, 0, count);
            if (all.Length > MostArguments)
            {
                error = $"Failed to run: more than {MostArguments} bytes of arguments";
                return false;
            }
        }

        try
        {
            Arguments = Strict.GetString(all.GetBuffer(), 0, (int)all.Length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            error = "Failed to run: the arguments are not UTF-8";
            return false;
        }
    }

    private static Uri? AddressOf(GivenFlags given, bool isSecure, out string error)
    {
        string host = given.Value("--host") ?? "127.0.0.1";
        if (host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('['))
        {
            host = $"[{host}]";
        }

        string text = $"{(isSecure ? "https" : "http")}://{host}:{given.Value("--port") ?? "8000"}/{given.Value("--path")}";
        error = Uri.TryCreate(text, UriKind.Absolute, out var address) ? "" : $"Failed to run: {text} is no address";
        return address;
    }

    /// <summary>The first line of a file when one is named, else what was given itself.</summary>
    private static bool TryLine(string? file, string? given, out string line, out string error)
    {
        line = given ?? "";
        error = "";
        if (file is null)
        {
            return true;
        }

        try
        {
            using var reader = new StreamReader(file);
            line = reader.ReadLine() ?? "";
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = $"{file}: {e.Message}";
            return false;
        }
    }

    private static string? NonEmpty(string? text) => text?.Length > 0 ? text : null;
}
