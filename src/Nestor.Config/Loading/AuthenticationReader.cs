using System.Text;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary><c>authentication</c>: the names and passwords of who may ask by HTTP (RFC 7617).</summary>
internal sealed class AuthenticationReader(Reading reading)
{
    /// <summary>Null when there is none.</summary>
    /// <param name="realm">What clients are told when the map does not say it.</param>
    public AuthenticationSettings? Read(Element? map, string realm)
    {
        if (map is null)
        {
            return null;
        }

        if (map["type"] is null)
        {
            reading.Diagnostics.Error(map.Place, "found an authentication without its type, wanted \"type\" with \"basic\"");
        }

        if (map["realm"] is { } given)
        {
            realm = given.Text;
            if (!IsPrintable(realm))
            {
                reading.Diagnostics.Error(given.Place, "found something else than printable ASCII in \"realm\"");
            }
        }

        string folder = Reading.Text(map, "directory") ?? "";
        return new AuthenticationSettings(realm, [.. map["clients"]?.Items.Select(c => Client(c, folder)).OfType<CredentialSettings>() ?? []])
        {
            UserContext = Reading.UserContext(map),
        };
    }

    /// <summary>True for what may stand in a header of HTTP, unquoted.</summary>
    public static bool IsPrintable(string text) => text.All(c => c is >= ' ' and <= '~');

    private CredentialSettings? Client(Element map, string folder)
    {
        if (Clash(map, "user", "user-file") || Clash(map, "password", "password-file"))
        {
            return null;
        }

        WarnOfClearText(map, "user");
        WarnOfClearText(map, "password");
        if (Value(map, "user", folder) is not { } user || Value(map, "password", folder) is not { } password)
        {
            return null;
        }

        var place = (map["user"] ?? map["user-file"] ?? map["password-file"])?.Place ?? map.Place;
        if (map["user"] is null && map["user-file"] is null)
        {
            // One file has both.
            int colon = password.IndexOf(':', StringComparison.Ordinal);
            if (map["password-file"] is null || colon < 0)
            {
                reading.Diagnostics.Error(place, "found no name of a user, wanted \"user\", \"user-file\", or a \"password-file\" with USER:PASSWORD");
                return null;
            }

            (user, password) = (password[..colon], password[(colon + 1)..]);
        }

        if (user.Length == 0 || user.Contains(':', StringComparison.Ordinal))
        {
            // What a secret file holds is not shown.
            reading.Diagnostics.Error(place, user.Length == 0 ? "found an empty name of a user" : "found a name of a user with a colon in it");
            return null;
        }

        return new CredentialSettings(user, password) { UserContext = Reading.UserContext(map) };
    }

    private bool Clash(Element map, string name, string fileName)
    {
        bool isClash = map[name] is not null && map[fileName] is not null;
        if (isClash)
        {
            reading.Diagnostics.Error(map[fileName]!.Place, $"found \"{name}\" and \"{fileName}\", wanted one of them");
        }

        return isClash;
    }

    private void WarnOfClearText(Element map, string name)
    {
        if (map[name] is { } value)
        {
            reading.Refuse(value.Place, $"found a \"{name}\" in clear text, wanted \"{name}-file\"");
        }
    }

    /// <summary>What stands there, or in the file; empty for neither; null when the file cannot be read.</summary>
    private string? Value(Element map, string name, string folder)
    {
        if (map[$"{name}-file"] is not { } file)
        {
            return Reading.Text(map, name) ?? "";
        }

        string error = "no file is read here";
        if (reading.Rules.OpenSecret?.Invoke(Path.Combine(folder, file.Text), out error) is { } bytes)
        {
            return Encoding.UTF8.GetString(bytes).TrimEnd('\r', '\n');
        }

        reading.Diagnostics.Error(file.Place, $"found \"{file.Text}\" for \"{name}-file\", which cannot be read: {error}");
        return null;
    }
}
