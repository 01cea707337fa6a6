using Nestor.Model.Settings;

namespace Nestor.Server.Control.Http;

/// <summary>What a listener goes by that may change while it stays: settings, passwords, certificates.</summary>
/// <param name="Certificates">Null for clear text.</param>
internal sealed record HttpListenerState(HttpSocketSettings Settings, BasicCredentials Credentials, Certificates? Certificates)
{
    /// <summary>Null with the reason when a file cannot be used.</summary>
    public static HttpListenerState? TryLoad(HttpSocketSettings settings, out string error)
    {
        error = "";
        Certificates? certificates = null;
        if (settings.Tls is { } tls && (certificates = Certificates.TryLoad(tls, out error)) is null)
        {
            error = $"{settings}: {error}";
            return null;
        }

        return new HttpListenerState(settings, new BasicCredentials(settings.Authentication ?? new("", [])), certificates);
    }
}
