using System.Text;
using Nestor.Json;

namespace StandardLibraries.UserChk;

/// <summary>What a user gets of its own; null is nothing.</summary>
internal sealed record User(string? BootFile, string? TftpServer)
{
    public static readonly User Plain = new(null, null);
}

/// <summary>The users of a file, one JSON map a line; read once and never changed.</summary>
internal sealed class Registry
{
    /// <summary>The type of DHCPv4 users.</summary>
    public const string HardwareAddress = "HW_ADDR";

    /// <summary>The type of DHCPv6 users.</summary>
    public const string Duid = "DUID";

    public static readonly Registry Empty = new([], default);

    private const int MaxBytes = 64 * 1024 * 1024;
    private const int MaxProblems = 20;

    private readonly Dictionary<string, User> _users;
    private readonly DateTime _written;

    private Registry(Dictionary<string, User> users, DateTime written)
    {
        _users = users;
        _written = written;
    }

    public int Count => _users.Count;

    /// <summary>Null with the reason when the file cannot be read. Lines that are wrong are told and left out.</summary>
    public static Registry? Read(string file, out List<string> problems)
    {
        problems = [];
        try
        {
            var info = new FileInfo(file);
            if (info.Length > MaxBytes)
            {
                problems.Add($"found {info.Length} bytes in {file}, wanted at most {MaxBytes}");
                return null;
            }

            var written = info.LastWriteTimeUtc;
            var users = new Dictionary<string, User>();
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string trimmed = line.Trim();
                if (trimmed.Length > 0 && Add(users, trimmed) is { } problem && problems.Count < MaxProblems)
                {
                    problems.Add($"{file}:{number}: {problem}; the line is left out");
                }
            }

            return new Registry(users, written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"the registry of users cannot be read: {e.Message}");
            return null;
        }
    }

    /// <summary>The file has been written since.</summary>
    public bool IsStale(string file) => File.GetLastWriteTimeUtc(file) != _written;

    public bool Knows(string type, ReadOnlySpan<byte> id) => _users.ContainsKey(Key(type, Convert.ToHexString(id)));

    /// <summary>The user; for one that is not known the one whose id is all zeros, or one without anything of its own.</summary>
    public User Find(string type, ReadOnlySpan<byte> id, out bool isKnown)
    {
        isKnown = _users.TryGetValue(Key(type, Convert.ToHexString(id)), out var user);
        return user ?? _users.GetValueOrDefault(Key(type, ""), User.Plain);
    }

    public static string Show(ReadOnlySpan<byte> id)
    {
        string digits = Convert.ToHexStringLower(id);
        return string.Join(':', Enumerable.Range(0, id.Length).Select(i => digits.Substring(i * 2, 2)));
    }

    private static string? Add(Dictionary<string, User> users, string line)
    {
        var diagnostics = new Diagnostics();
        if (JsonReader.Read(Encoding.UTF8.GetBytes(line), "", diagnostics, null) is not { Kind: ElementKind.Map } map || diagnostics.HasErrors)
        {
            return diagnostics.All.Count > 0 ? diagnostics.All[0].Text : "found no map, wanted one";
        }

        string? type = Text(map, "type");
        string? id = Text(map, "id")?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        if (type is not (HardwareAddress or Duid))
        {
            return $"found type \"{type}\", wanted {HardwareAddress} or {Duid}";
        }

        if (id is null || id.Length == 0 || id.Length % 2 != 0 || !id.All(char.IsAsciiHexDigit))
        {
            return $"found id \"{id}\", wanted pairs of hexadecimal digits";
        }

        bool isForOthers = id.All(c => c == '0');
        users[Key(type, isForOthers ? "" : id)] = new User(Text(map, "bootfile"), Text(map, "tftp_server"));
        return null;
    }

    private static string Key(string type, string digits) => $"{type} {digits}";

    private static string? Text(Element map, string name) => map[name] is { Kind: ElementKind.String } value ? value.Text : null;
}
