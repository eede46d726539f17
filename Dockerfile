# docker build -t lossproofs --build-arg REGISTRY=... . && docker run --rm -v "$PWD:/work" lossproofs audit derivation.md
# REGISTRY: where Microsoft's .NET images are served from, with a slash at its end.
ARG REGISTRY
FROM ${REGISTRY}dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish tools/lossproofs --configuration Release --output /tool -p:UseAppHost=false

FROM ${REGISTRY}dotnet/runtime:10.0
COPY --from=build /tool /tool
USER app
WORKDIR /work
ENTRYPOINT ["dotnet", "/tool/lossproofs.dll"]
